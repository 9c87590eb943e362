/** The parts that the form is put together of: sections by group, a field with its words and mistakes. */
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  DescriptionFieldProps,
  FieldTemplateProps,
  MultiSchemaFieldTemplateProps,
  ObjectFieldTemplateProps,
  WidgetProps,
} from "@rjsf/utils";
import { createElement as element, Fragment, type ReactNode } from "react";
import type { Fields, Spec } from "../../src/config/files.ts";

/** The root has a headed section for each group; what lies deeper has none. */
export function objectTemplate({ groups, properties: fields }: Spec["connectionSpecification"]) {
  return ({ fieldPathId, properties, description }: ObjectFieldTemplateProps): ReactNode => {
    if (fieldPathId.$id !== "root") {
      const isOfField = Object.values(fields).some((field) => field.description === description);
      const help = isOfField ? null : element("p", { className: "help" }, description);
      return element(Fragment, null, help, ...properties.map(({ content }) => content));
    }
    return groups.map(({ id, title }) => {
      const own = properties.filter(({ name }) => fields[name]?.group === id).toSorted(byOrder(fields));
      return element("section", { key: id }, element("h2", null, title), ...own.map(({ content }) => content));
    });
  };
}

function byOrder(fields: Fields) {
  const place = (name: string) => fields[name]?.order ?? 0;
  return (one: { readonly name: string }, other: { readonly name: string }) => place(one.name) - place(other.name);
}

/** Title, description, the input, and what is wrong with it. A box to tick has its title beside it. */
export function fieldTemplate(props: FieldTemplateProps): ReactNode {
  const { id, label, required, description, children, rawErrors = [], classNames = "", hidden, displayLabel } = props;
  if (hidden) return element("div", { hidden: true }, children);
  const isTicked = props.schema.type === "boolean";
  const star = required ? element("span", { className: "required" }, "*") : null;
  const isNamed = (displayLabel || props.schema.oneOf !== undefined || props.schema.type === "array") && !isTicked;
  const mistakes = [...new Set(rawErrors)].map((text) => element("p", { className: "mistakes", key: text }, text));
  return element(
    "div",
    { className: `${classNames} ${mistakes.length > 0 ? "mistake" : ""}` },
    isNamed && label !== "" ? element("label", { htmlFor: id }, label, star) : null,
    isNamed ? element("div", { className: "help" }, description) : null,
    children,
    ...mistakes,
  );
}

/** IDs side by side, and a place for one more. */
export function arrayTemplate({ items }: ArrayFieldTemplateProps): ReactNode {
  return element("div", { className: "ids" }, ...items, element("button", { type: "button" }, "Add an ID"));
}

/** An ID without the buttons that move it. */
export function itemTemplate({ children }: ArrayFieldItemTemplateProps): ReactNode {
  return children;
}

/** A choice of many: what was chosen, as platforms show it before the list is opened. */
export function manyWidget({ value }: WidgetProps): ReactNode {
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const tags = chosen.map((one) => element("span", { className: "tag", key: String(one) }, String(one)));
  return element("div", { className: "many" }, ...(tags.length > 0 ? tags : ["Choose…"]));
}

/** The menu of alternatives, and below it what belongs to the one that was chosen. */
export function menuTemplate({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps): ReactNode {
  return element(Fragment, null, selector, element("div", { className: "option" }, optionSchemaField));
}

/** A description, whose only markup are links. */
export function descriptionTemplate({ description }: DescriptionFieldProps): ReactNode {
  return typeof description === "string"
    ? element("span", { className: "help", dangerouslySetInnerHTML: { __html: description } })
    : element("span", { className: "help" }, description);
}

/** The form shows each mistake at its field. */
export function nothing(): ReactNode {
  return null;
}
