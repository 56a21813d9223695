import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { createDatabase } from '#test/databases.ts'
import { test as base, expect } from './office.ts'
import { template } from './template.ts'
import { choose, heading } from './words.ts'

type Production = { readonly url: string; readonly setupCode: string }

/** `npm start` on an empty database, as an office does it the first time. */
const test = base.extend<{ production: Production; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures a fixture needs from here
  production: async ({}, use) => {
    const database = await createDatabase(template(), 'template0')
    const folder = await mkdtemp(join(tmpdir(), 'jiheng-story-'))
    const url = `http://127.0.0.1:${await freePort()}`
    const env = {
      ...process.env,
      ...{ ORIGIN: url, PORT: new URL(url).port, TRUST_PROXY: 'none', DATA_DIR: folder, LOG_LEVEL: 'error' },
      ...{ DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl },
    }
    const words = [fileURLToPath(new URL('../../tools/start.ts', import.meta.url))]
    const process_ = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    await use({ url, setupCode: await codeOf(process_) })
    process_.kill('SIGTERM')
    await new Promise((resolve) => process_.once('exit', resolve))
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  },

  page: async ({ production, browser, watched }, use) => {
    const context = await browser.newContext({ baseURL: production.url, reducedMotion: 'reduce' })
    await use(watched.over(await context.newPage(), production.url))
    await context.close()
  },
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** The code is printed once, before the server says that it is ready. */
const codeOf = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    stdout?.setEncoding('utf8').on('data', (words: string) => {
      said += words
      if (said.includes('\nready ')) resolve(/\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b/.exec(said)?.[0] ?? '')
    })
    stdout?.once('end', () => reject(new Error(`the server did not start: ${said}`)))
  })

const secret = 'kouan-shezhi-2025'
const administrators = [
  ['系统管理员', '王守一', 'wangshouyi'],
  ['安全管理员', '李慎之', 'lishenzhi'],
  ['审计管理员', '赵明鉴', 'zhaomingjian'],
] as const

async function logIn(page: Page, userName: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto('/login')
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
}

test('a new office: the code, the first posts, people who log in, and pages that say what comes next', async ({
  page,
  production,
  watched,
}) => {
  watched.allow(401, 403, 404)
  expect(production.setupCode).not.toBe('')

  await test.step('nobody can log in; the front page leads to the set-up, a wrong code does not', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: /设置码/ }).click()
    await expect(heading(page, '初始设置')).toBeVisible()
    await expect(page.getByText('演示')).toHaveCount(0)
    await page.getByLabel('设置码').fill('AAAA-BBBB-CCCC-DDDD')
    await page.getByLabel('全称（中文）').fill('滨海市人民政府口岸办公室')
    await page.getByLabel('全称（英文）').fill('Port Office of Binhai')
    await page.getByLabel('简称（中文）').fill('口岸办')
    await page.getByLabel('简称（英文）').fill('Port Office')
    for (const [post, name, userName] of administrators) {
      const group = page.getByRole('group', { name: post })
      await group.getByLabel('姓名').fill(name)
      await group.getByLabel('用户名').fill(userName)
      await group.getByLabel('密码').fill(secret)
    }
    await page.getByRole('button', { name: '完成设置' }).click()
    await expect(page.getByRole('alert')).toContainText('设置码')
    await page.getByLabel('设置码').fill(production.setupCode)
    await page.getByRole('button', { name: '完成设置' }).click()
    await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
    await expect(page.getByRole('heading', { name: '滨海市人民政府口岸办公室' })).toBeVisible()
    await expect(page.getByRole('region', { name: '演示人员' })).toHaveCount(0)
  })

  await test.step('the system administrator enters a division and a person', async () => {
    await logIn(page, 'wangshouyi')
    await expect(page.getByRole('region', { name: '演示时钟' })).toHaveCount(0)
    await page.goto('/organization')
    await page.getByRole('tab', { name: '处室' }).click()
    await page.getByRole('button', { name: '增设处' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名称', { exact: true }).fill('秘书处')
    await dialog.getByLabel('英文名称').fill('Secretariat')
    await dialog.getByLabel('编号').fill('MS')
    await dialog.getByLabel('办绩效办设在本处').check()
    await dialog.getByRole('button', { name: '增设处' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main')).toContainText('秘书处')
    await page.getByRole('tab', { name: '人员' }).click()
    await page.getByRole('button', { name: '增加人员' }).click()
    await dialog.getByLabel('姓名').fill('林知夏')
    await dialog.getByLabel('用户名').fill('linzhixia')
    await dialog.getByLabel('初始密码').fill(secret)
    await dialog.getByRole('button', { name: '增加人员' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the security administrator grants the post with which she logs in', async () => {
    await logIn(page, 'lishenzhi')
    await page.goto('/organization')
    await page.getByRole('link', { name: '林知夏' }).click()
    await page.getByRole('button', { name: '授予岗位' }).click()
    const dialog = page.getByRole('dialog')
    await choose(dialog, '岗位', '办绩效办负责人')
    if (await dialog.getByRole('combobox', { name: /^(\* )?处$/ }).isVisible()) await choose(dialog, '处', '秘书处')
    await dialog.getByRole('button', { name: '授予岗位' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main')).toContainText('办绩效办负责人')
  })

  await test.step('her office is empty, says so, and says what comes next', async () => {
    await logIn(page, 'linzhixia')
    await expect(page.getByRole('main')).toContainText('您有1项待办')
    await expect(page.getByRole('main').getByRole('link', { name: '开启年度' })).toBeVisible()
    const empty: readonly (readonly [path: string, words: string])[] = [
      ['/plans', '还没有年度方案。'],
      ['/items', '没有'],
      ['/duties', '这一年没有应报的数据。'],
      ['/reports', '没有待汇总的数据。'],
      ['/cards', '没有符合条件的预警和牌。'],
    ]
    for (const [path, words] of empty) {
      await page.goto(path)
      await expect(page.getByRole('main'), path).toContainText(words)
    }
    await page.goto('/plans')
    await page.getByRole('button', { name: '开始编制' }).click()
    await expect(heading(page, /年度绩效工作方案/)).toBeVisible()
  })
})
