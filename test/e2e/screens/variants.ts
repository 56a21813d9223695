/** How a screen may be shown. */
export type Variant = {
  readonly language: 'zh' | 'en'
  readonly theme: 'light' | 'dark' | 'contrast'
  readonly size: 'normal' | 'large'
  readonly width: number
}

const usual: readonly Variant[] = [
  { language: 'zh', theme: 'light', size: 'normal', width: 1440 },
  { language: 'en', theme: 'dark', size: 'normal', width: 360 },
]

const all: readonly Variant[] = (['zh', 'en'] as const).flatMap((language) =>
  (['light', 'dark', 'contrast'] as const).flatMap((theme) =>
    (['normal', 'large'] as const).flatMap((size) => [1440, 360].map((width) => ({ language, theme, size, width }))),
  ),
)

/** Every screen in each of them by `npm run test:full`; by `npm test` in one of two, turn by turn. */
export const isEveryVariant = process.env.EVERY_VARIANT === '1'
export const variants = isEveryVariant ? all : usual

export const nameOf = ({ language, theme, size, width }: Variant): string =>
  `${language}, ${theme}, ${size} text, ${width} px`
