import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { type Display, expect, test } from './office.ts'

/** A picture lies in the repository for ever: it is kept small. */
const mostBytes = 200_000
const folder = new URL('../../docs/screenshots/', import.meta.url)
const Listed = z.object({ rows: z.array(z.object({ id: z.string() })).min(1) })

const first = async (page: Page, address: string): Promise<string> => {
  const reply = Listed.parse(await (await page.request.get(address)).json())
  return reply.rows[0]?.id ?? ''
}

type Picture = {
  readonly name: string
  readonly user: string
  readonly address: string | ((page: Page) => Promise<string>)
  readonly display?: Display
}

const wide = { width: 1440, height: 800 } as const
const narrow = { width: 360, height: 780 } as const
const item = async (page: Page) => `/items/${await first(page, '/api/items?year=2025&limit=1')}`
const report = async (page: Page) => `/reports/${await first(page, '/api/reports?year=2025&limit=1')}`

const pictures: readonly Picture[] = [
  { name: 'home', user: 'linzhixia', address: '/' },
  { name: 'matrix', user: 'linzhixia', address: '/duties' },
  { name: 'sign', user: 'chenjiahe', address: '/duties/sign/2025-10' },
  { name: 'report', user: 'linzhixia', address: report },
  { name: 'item', user: 'chenjiahe', address: item },
  { name: 'matrix-dark-en', user: 'linzhixia', address: '/duties', display: { theme: 'dark', language: 'en' } },
  { name: 'home-360', user: 'zhouyining', address: '/', display: narrow },
  { name: 'sign-360', user: 'chenjiahe', address: '/duties/sign/2025-10', display: narrow },
]

for (const { name, user, address, display } of pictures) {
  test(name, async ({ as }) => {
    const page = await as(user, { ...wide, ...display })
    await page.goto(typeof address === 'string' ? address : await address(page))
    await expect(page.locator('h1').first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    const path = fileURLToPath(new URL(`${name}.png`, folder))
    await page.screenshot({ path, animations: 'disabled' })
    expect(statSync(path).size).toBeLessThan(mostBytes)
  })
}
