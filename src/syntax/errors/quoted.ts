/** As messages show what stands in a spec. */
export const quoted = (text: string): string => `\`${text}\``;
