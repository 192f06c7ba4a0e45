export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

export type Rgb = readonly [number, number, number];

/**
 * What a screen may show for a colour, by Björn Ottosson's matrices, in sRGB of 8 bits. A colour beyond sRGB has two forms: CSS Color 4 §13.2 takes chroma
 * away until it fits, and browsers cut each channel, which makes teal lighter.
 */
export function shownAs({ l, c, h }: Oklch): readonly Rgb[] {
  let chroma = c;
  let mapped = toLinear(l, chroma, h);
  while (chroma > 0 && mapped.some((value) => value < -0.0005 || value > 1.0005)) {
    chroma = Math.max(0, chroma - 0.002);
    mapped = toLinear(l, chroma, h);
  }
  return [mapped, toLinear(l, c, h)].map(
    (linear) => linear.map((value) => Math.round(encode(Math.min(1, Math.max(0, value))) * 255)) as unknown as Rgb,
  );
}

function toLinear(l: number, c: number, h: number): number[] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const encode = (value: number): number => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
const decode = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2, contrast ratio. */
export function contrast(left: Rgb, right: Rgb): number {
  const luminance = (rgb: Rgb): number =>
    0.2126 * decode(rgb[0] / 255) + 0.7152 * decode(rgb[1] / 255) + 0.0722 * decode(rgb[2] / 255);
  const [high, low] = [luminance(left), luminance(right)].sort((first, second) => second - first) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
