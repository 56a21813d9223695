import { Input } from 'antd'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (day: string) => void
  readonly min?: string
  readonly max?: string
}

/** A day as 'YYYY-MM-DD', with the browser's own calendar. Works inside of `<FormItem>`. */
export function DayInput({ onChange, ...rest }: Props) {
  return <Input type="date" className="day-input" {...rest} onChange={(event) => onChange?.(event.target.value)} />
}
