/** How the pictures of the form look. Classes are those of react-jsonschema-form. */
export const STYLE = `
  * { box-sizing: border-box; }
  body { margin: 0; background: #f4f5f8; color: #1a194d; font: 15px/1.45 "Liberation Sans", Arial, sans-serif; }
  form { width: 840px; padding: 20px; }
  section { background: #fff; border: 1px solid #dfe1ec; border-radius: 8px; margin-bottom: 16px; padding: 14px 22px 18px; }
  h2 { font-size: 19px; margin: 0 0 6px; }
  label, .label, legend { display: block; font-weight: bold; font-size: 14px; padding: 0; margin: 12px 0 2px; }
  .required { color: #c5221f; margin-left: 2px; }
  .help { color: #555a78; font-size: 13px; margin: 0 0 5px; }
  .help a { color: #4d3ed6; }
  fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
  input, select { width: 100%; font: inherit; color: inherit; padding: 7px 10px; border: 1px solid #c4c8da; border-radius: 5px; background: #fff; }
  input::placeholder { color: #9a9eb8; }
  .many { border: 1px solid #c4c8da; border-radius: 5px; padding: 6px 10px; color: #9a9eb8; }
  .tag { background: #e8e6fb; border-radius: 4px; color: #1a194d; font-size: 13px; margin-right: 8px; padding: 3px 8px; }
  .checkbox { display: flex; flex-direction: column-reverse; }
  .checkbox .help { margin: 0; }
  button { background: #fff; border: 1px dashed #c4c8da; border-radius: 5px; color: #4d3ed6; font: inherit; font-size: 13px; padding: 8px; }
  .checkboxes { display: flex; gap: 22px; }
  .checkboxes label, .field-boolean label { display: flex; align-items: center; gap: 8px; font-weight: normal; margin: 2px 0; }
  .field-boolean label { font-weight: bold; margin-top: 12px; }
  input[type="checkbox"] { width: auto; }
  .option { border-left: 3px solid #dfe1ec; margin-top: 8px; padding-left: 14px; }
  .ids { display: flex; gap: 8px; flex-wrap: wrap; }
  .ids > * { width: 150px; }
  .mistake { border-left: 3px solid #c5221f; padding-left: 10px; margin-left: -13px; }
  .mistakes { color: #c5221f; font-size: 13px; margin: 4px 0 0; }
`;
