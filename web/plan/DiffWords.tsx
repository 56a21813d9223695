import { useMemo } from 'react'
import { useLanguage } from '#web/kernel/language.tsx'

type Piece = { readonly kind: 'same' | 'old' | 'new'; readonly words: string }

/** What the two texts share, by words and not by letters: the longest common run of words. */
export function wordsBetween(before: string, after: string, language: string): Piece[] {
  const [old, now] = [wordsOf(before, language), wordsOf(after, language)]
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row) row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push({ kind: 'same', words: old[i] ?? '' })
      i += 1
      j += 1
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'old', words: old[i] ?? '' })
      i += 1
    } else {
      pieces.push({ kind: 'new', words: now[j] ?? '' })
      j += 1
    }
  }
  return pieces
}

const wordsOf = (text: string, language: string): string[] => {
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(({ segment }) => segment)
  // Beyond this the table of lengths would cost more than the reader gains.
  return words.length > 1500 ? [text] : words
}

type Props = { readonly before: string | null; readonly after: string | null; readonly side: 'old' | 'new' }

/** One side of a comparison: removed words struck through on the left, added ones underlined on the right. */
export function DiffWords({ before, after, side }: Props) {
  const { language } = useLanguage()
  const pieces = useMemo(
    () => wordsBetween(before ?? '', after ?? '', language === 'zh' ? 'zh-CN' : 'en'),
    [before, after, language],
  )
  const shown = pieces.filter(({ kind }) => kind === 'same' || kind === side)
  return shown.map(({ kind, words }, place) => {
    const key = `${place} ${words}`
    if (kind === 'old') return <del key={key}>{words}</del>
    if (kind === 'new') return <ins key={key}>{words}</ins>
    return <span key={key}>{words}</span>
  })
}
