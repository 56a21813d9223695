import { describe, expect, test } from 'vitest'
import { lifecycles } from './lifecycles.ts'

describe.each(lifecycles.map((lifecycle) => [lifecycle.name.en, lifecycle] as const))(
  '%s',
  (_name, { states, start, transitions }) => {
    const all = Object.values(transitions)

    test('every state can be reached', () => {
      const reached = new Set(start)
      for (let before = -1; before < reached.size; ) {
        before = reached.size
        for (const { from, to } of all) if (from.some((state) => reached.has(state))) reached.add(to)
      }
      expect([...reached].toSorted()).toEqual(Object.keys(states).toSorted())
    })

    test('every action starts somewhere and names its basis and who may act', () => {
      for (const [action, { from, basis, requires }] of Object.entries(transitions)) {
        expect(from, action).not.toEqual([])
        expect(basis, action).not.toBe('')
        expect(
          requires.some((rule) => rule.who),
          `${action} says who`,
        ).toBe(true)
      }
    })
  },
)
