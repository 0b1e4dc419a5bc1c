import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { Icon, type IconName } from './icon.js';

type ButtonProps = Omit<JSX.IntrinsicElements['button'], 'icon' | 'class'> & {
  kind?: 'primary' | 'quiet' | 'danger' | 'plain';
  icon?: IconName;
  busy?: boolean;
  class?: string;
  children?: ComponentChildren;
};

export function Button({ kind = 'quiet', icon, busy = false, disabled, class: extra = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${kind} ${extra}`}
      disabled={disabled === true || busy}
      aria-busy={busy}
    >
      {busy ? <Spinner /> : icon !== undefined && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}

type IconButtonProps = Omit<JSX.IntrinsicElements['button'], 'icon' | 'class'> & {
  icon: IconName;
  label: string;
  class?: string;
  size?: number;
};

export function IconButton({ icon, label, class: extra = '', size, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} class={`icon-button ${extra}`} aria-label={label} title={label}>
      <Icon name={icon} size={size ?? 20} />
    </button>
  );
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  type?: 'text' | 'password' | 'tel';
  name?: string;
  value: string;
  autocomplete?: string;
  autocapitalize?: 'none';
  spellcheck?: boolean;
  required?: boolean;
  autofocus?: boolean;
  maxLength?: number;
  onInput: (event: { readonly currentTarget: HTMLInputElement }) => void;
}

export function Field({ label, hint, error, type = 'text', ...rest }: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const note = error ?? hint;
  const isPassword = type === 'password';
  const given = rest as object;
  return (
    <div class={`field ${error === undefined ? '' : 'field-bad'}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          {...given}
          id={id}
          {...({ type: isPassword && shown ? 'text' : type } as object)}
          dir="auto"
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        {isPassword && (
          <IconButton
            icon="eye"
            label={shown ? t().hidePassword : t().showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        )}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} class="field-note">
          {note}
        </p>
      )}
    </div>
  );
}

export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      <div class="select">
        <select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value as T)}>
          {options.map(([key, text]) => (
            <option key={key} value={key} selected={key === value}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </div>
    </div>
  );
}

export function Switch({
  label,
  checked,
  onChange,
  hint,
  disabled,
}: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  hint?: string | undefined;
  disabled?: boolean;
}) {
  return (
    <label class="setting switch">
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

/** A row of choices of which one holds. Arrows move between them. */
export function Tabs<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string, number?])[];
  onChange: (value: T) => void;
}) {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const rtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? -1 : 1;
      const index = options.findIndex(([key]) => key === value);
      const next = options[(index + step * rtl + options.length) % options.length];
      if (next !== undefined) {
        onChange(next[0]);
        (event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=tab]')[options.indexOf(next)]?.focus();
      }
    }
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {options.map(([key, text, count]) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={key === value}
          tabIndex={key === value ? 0 : -1}
          onClick={() => onChange(key)}
        >
          {text}
          {count !== undefined && count > 0 && <span class="badge">{count}</span>}
        </button>
      ))}
    </div>
  );
}

export function Spinner() {
  return <span class="spinner" role="img" aria-label={t().loading} />;
}

export function Empty({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** What stands where rows will be. */
export function Skeleton({ rows = 7 }: { rows?: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t().loading}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class="skeleton-row">
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 64 64" aria-hidden="true">
      <path class="mark-cell" d="M32 3 57 17.5v29L32 61 7 46.5v-29z" />
      <path class="mark-line" d="M19 27c4.5-6 8.5-6 13 0s8.5 6 13 0M19 38c4.5-6 8.5-6 13 0s8.5 6 13 0" />
    </svg>
  );
}

/** A failure, in words that tell what to do. Nothing while there is no text. */
export function Refusal({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <p class="note note-bad" role="alert">
      {text}
    </p>
  );
}

/** A field that narrows a list. */
export function SearchBox({
  label,
  value,
  onInput,
  autofocus,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  autofocus?: boolean;
}) {
  return (
    <div class="search-box">
      <Icon name="search" size={18} />
      <input
        type="search"
        autofocus={autofocus}
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
