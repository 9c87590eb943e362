/** The form of the spec as HTML, by react-jsonschema-form. */
import Form from "@rjsf/core";
import type { RJSFSchema, RJSFValidationError, UiSchema } from "@rjsf/utils";
import validator from "@rjsf/validator-ajv8";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { FieldSchema, Fields, Spec } from "../../src/config/files.ts";
import { STYLE } from "./style.ts";
import {
  arrayTemplate,
  descriptionTemplate,
  fieldTemplate,
  itemTemplate,
  manyWidget,
  menuTemplate,
  nothing,
  objectTemplate,
} from "./templates.ts";

/** What somebody has filled in; mistakes are shown once there is something. */
export interface Filled {
  readonly formData?: object;
}

/** A page that shows the form. */
export function formPage({ connectionSpecification: spec }: Spec, { formData }: Filled): string {
  const schema: RJSFSchema = JSON.parse(JSON.stringify(spec));
  const uiSchema = uiSchemaOf(spec.properties);
  const told = (errors: RJSFValidationError[]) => errors.flatMap((error) => inWords(error, spec.properties));
  const { errorSchema } = validator.validateFormData(formData, schema, undefined, told, uiSchema);
  const form = createElement(Form, {
    schema,
    uiSchema: { ...uiSchema, "ui:submitButtonOptions": { norender: true } },
    validator,
    ...(formData !== undefined && { formData, extraErrors: errorSchema }),
    showErrorList: false,
    experimental_defaultFormStateBehavior: { arrayMinItems: { populate: "never" } },
    templates: {
      ObjectFieldTemplate: objectTemplate(spec),
      FieldTemplate: fieldTemplate,
      ArrayFieldTemplate: arrayTemplate,
      ArrayFieldItemTemplate: itemTemplate,
      ArrayFieldDescriptionTemplate: nothing,
      ArrayFieldTitleTemplate: nothing,
      MultiSchemaFieldTemplate: menuTemplate,
      DescriptionFieldTemplate: descriptionTemplate,
    },
  });
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${renderToStaticMarkup(form)}`;
}

/** The inputs that platforms show: secrets masked, choices of few as boxes, of many as a list, the first example in grey. */
function uiSchemaOf(fields: Fields): UiSchema {
  const shown = Object.entries(fields).map(([name, field]) => {
    const inner = Object.assign({}, ...(field.oneOf ?? []).map(({ properties }) => uiSchemaOf(properties ?? {})));
    return [name, { ...inner, ...inputOf(field) }];
  });
  return Object.fromEntries(shown);
}

const FEW = 5;

function inputOf({ airbyte_secret, const: constant, items, examples = [] }: FieldSchema): UiSchema {
  if (constant !== undefined) return { "ui:widget": "hidden" };
  const choices = items?.enum?.length;
  if (choices !== undefined) return { "ui:widget": choices > FEW ? manyWidget : "checkboxes" };
  if (items !== undefined) return { items: { "ui:label": false } };
  const [example] = examples;
  const placeholder = airbyte_secret || typeof example === "object" ? "" : `${example ?? ""}`;
  return { ...(airbyte_secret && { "ui:widget": "password" }), "ui:placeholder": placeholder };
}

/** As platforms tell them. That no alternative fits says nothing beside what is wrong with the one that was chosen. */
function inWords(error: RJSFValidationError, fields: Fields): RJSFValidationError[] {
  if (error.name === "oneOf") return [];
  const { pattern_descriptor: form } = fields[error.property?.replace(/^\./, "") ?? ""] ?? {};
  const message = WORDS[error.name ?? ""]?.(error.params?.limit ?? form) ?? error.message;
  return [{ ...error, ...(message !== undefined && { message }) }];
}

const WORDS: Readonly<Record<string, (limit: unknown) => string>> = {
  required: () => "This field is required.",
  minItems: (limit) => `Choose at least ${limit}.`,
  minimum: (limit) => `It must be at least ${limit}.`,
  maximum: (limit) => `It must be at most ${limit}.`,
  pattern: (form) => `It must look like ${form}.`,
};
