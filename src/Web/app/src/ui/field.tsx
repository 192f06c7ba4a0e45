import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface Labelled {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** The label is read out, not drawn. */
  readonly hideLabel?: boolean;
}

function Frame({
  id,
  label,
  hint,
  error,
  hideLabel,
  aside,
  children,
}: Labelled & { readonly id: string; readonly aside?: ComponentChildren; readonly children: ComponentChildren }) {
  return (
    <div class="field">
      <div class={hideLabel ? "unseen" : "field-top"}>
        <label for={id}>{label}</label>
        {aside}
      </div>
      {children}
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, { hint, error }: Labelled): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;

export interface TextFieldProps
  extends
    Labelled,
    Omit<
      InputHTMLAttributes,
      | "label"
      | "value"
      | "onChange"
      | "maxLength"
      | "type"
      | "required"
      | "autocomplete"
      | "min"
      | "max"
      | "placeholder"
      | "inputMode"
      | "pattern"
    > {
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly maxLength?: number;
  readonly type?: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly min?: string | number;
  readonly max?: string | number;
  readonly placeholder?: string;
  readonly inputMode?: string;
  readonly pattern?: string;
}

export function TextField({ label, hint, error, hideLabel, value, onText, ...rest }: TextFieldProps) {
  const id = useId();
  const labelled = { label, hint, error, hideLabel };
  return (
    <Frame
      id={id}
      {...labelled}
      aside={rest.maxLength && rest.maxLength <= 200 ? <Count length={value.length} max={rest.maxLength} /> : null}
    >
      <input
        {...(rest as InputHTMLAttributes)}
        id={id}
        class="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, labelled)}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </Frame>
  );
}

export interface TextAreaProps extends Labelled {
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly required?: boolean;
}

export function TextArea({ label, hint, error, hideLabel, value, onText, rows = 3, ...rest }: TextAreaProps) {
  const id = useId();
  const labelled = { label, hint, error, hideLabel };
  return (
    <Frame id={id} {...labelled} aside={rest.maxLength ? <Count length={value.length} max={rest.maxLength} /> : null}>
      <textarea
        {...rest}
        id={id}
        class="input"
        rows={rows}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, labelled)}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </Frame>
  );
}

/** Shown once the end is near: a counter from the first letter on is noise. */
function Count({ length, max }: { readonly length: number; readonly max: number }) {
  return length > max * 0.6 ? (
    <span class="soft small numbers">
      {length}/{max}
    </span>
  ) : null;
}

export interface Choice<T extends string | number> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

export function Select<T extends string | number>({
  label,
  hint,
  hideLabel,
  value,
  choices,
  onChoose,
  disabled,
}: Labelled & {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
  readonly disabled?: boolean;
}) {
  const id = useId();
  const choose = (text: string): void => {
    const choice = choices.find((one) => String(one.value) === text);
    if (choice) onChoose(choice.value);
  };
  return (
    <Frame id={id} label={label} hint={hint} hideLabel={hideLabel}>
      <select
        id={id}
        class="input"
        value={String(value)}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={String(choice.value)}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** One of a few, all of them in sight. */
export function Choices<T extends string | number>({
  label,
  value,
  choices,
  onChoose,
  hideLabel,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
  readonly hideLabel?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class={hideLabel ? "unseen" : "field-top"}>{label}</legend>
      <div class="choices">
        {choices.map((choice) => (
          <label key={choice.value} class="choice">
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChoose(choice.value)} />
            <span class="choice-text">
              <span class="strong">{choice.label}</span>
              {choice.hint && <span class="soft small">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Switch({
  label,
  hint,
  on,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="switch-row">
      <span class="switch-text">
        <label for={id} class="strong">
          {label}
        </label>
        {hint && (
          <span id={`${id}-hint`} class="soft small">
            {hint}
          </span>
        )}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        class="switch"
        checked={on}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
