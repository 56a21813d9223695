import { App } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'

/** Confirms what was done: "已签字". Never carries an error or the only copy of anything. */
export function useToast(): (words: Text) => void {
  const { message } = App.useApp()
  const text = useText()
  return (words) => void message.success(text(words))
}
