// The text of a field, as a stream: what is pasted may be far larger than one message to the server may be.
export function textOf(field) {
  return new TextEncoder().encode(field.value);
}
