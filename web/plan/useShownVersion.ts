import { useSearchParams } from 'react-router'

/** The version that the address names, else the newest; and what chooses another one. */
export function useShownVersion<Version extends { readonly number: number }>(
  versions: readonly [Version, ...Version[]] | readonly Version[],
): [Version, (number: number) => void] {
  const [query, setQuery] = useSearchParams()
  const asked = versions.find(({ number }) => number === Number(query.get('version')))
  const choose = (number: number) =>
    setQuery(
      (now) => {
        now.set('version', String(number))
        return now
      },
      { replace: true },
    )
  return [asked ?? (versions[0] as Version), choose]
}
