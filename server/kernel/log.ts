import { type DestinationStream, type Logger, pino } from 'pino'

/** JSON lines for whoever runs the server. They name requests, routes and faults, and nobody's data. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, serializers: { err: faultOf } }, destination)

type Fault = {
  readonly type: string
  readonly code?: string
  readonly constraint?: string
  readonly table?: string
  readonly message: string
  readonly stack: string
}
type Raised = Error & { readonly code?: unknown; readonly constraint?: string; readonly table?: string }

/** The database quotes what was entered in the details of an error, and in the message of one about a value. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: 'no error was thrown', stack: '' }
  const { code, constraint, table, stack = '' } = error as Raised
  const quotes = typeof code === 'string' && /^22/.test(code)
  const calls = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(constraint ? { constraint } : {}),
    ...(table ? { table } : {}),
    message: quotes ? 'a value does not fit' : error.message,
    stack: calls.join('\n'),
  }
}
