/** A count with its noun: 1 space, 2 spaces. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Seconds as a person says them, in at most two units. */
export const duration = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = [
    hours && plural(hours, 'hour'),
    minutes && plural(minutes, 'minute'),
    rest && plural(rest, 'second'),
  ];
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 seconds';
};
