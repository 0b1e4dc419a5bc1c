import { isFieldSet, ScalarType, type DescField, type DescMessage, type Message } from '@bufbuild/protobuf';
import { idToText } from './id.js';

/** How a field is declared: with or without presence (`FeatureSet_FieldPresence.IMPLICIT`). */
const implicit = 2;

const writtenWhenZero: ReadonlySet<ScalarType> = new Set([ScalarType.BOOL, ScalarType.UINT32, ScalarType.UINT64]);

/**
 * Writes a message of protobuf in its JSON form, by the rule of the server: `fixed64` is an id, `int64` a time, an enum its name in
 * lower case. An `optional` field is written when it is set; any other is left out when it is empty, except booleans, enums and
 * unsigned numbers.
 */
export function fieldsToJson(description: DescMessage, message: Message): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const field of description.fields) {
    if (isWritten(field, message)) {
      json[field.jsonName] = toJson(field, valueOf(field, message));
    }
  }
  return json;
}

function isWritten(field: DescField, message: Message): boolean {
  if (isFieldSet(message, field)) {
    return true;
  }
  return (
    field.fieldKind !== 'list' &&
    Number(field.presence) === implicit &&
    (field.fieldKind === 'enum' || (field.fieldKind === 'scalar' && writtenWhenZero.has(field.scalar)))
  );
}

function valueOf(field: DescField, message: Message): unknown {
  const members = message as unknown as Record<string, unknown>;
  return field.oneof === undefined ? members[field.localName] : (members[field.oneof.localName] as { value?: unknown }).value;
}

function toJson(field: DescField, value: unknown): unknown {
  switch (field.fieldKind) {
    case 'scalar':
      return scalarToJson(field.scalar, value);
    case 'enum':
      return field.enum.value[value as number]?.name.toLowerCase().replaceAll('_', '-');
    case 'message':
      return fieldsToJson(field.message, value as Message);
    case 'list': {
      const list = value as unknown[];
      return field.listKind === 'message'
        ? list.map((one) => fieldsToJson(field.message, one as Message))
        : field.listKind === 'scalar'
          ? list.map((one) => scalarToJson(field.scalar, one))
          : list;
    }
    case 'map':
      return value;
  }
}

function scalarToJson(type: ScalarType, value: unknown): unknown {
  switch (type) {
    case ScalarType.FIXED64:
      return idToText(value as bigint);
    case ScalarType.INT64:
      return timeToText(value as bigint);
    case ScalarType.UINT64:
      return Number(value);
    default:
      return value;
  }
}

export function timeToText(milliseconds: bigint): string {
  return new Date(Number(milliseconds)).toISOString();
}
