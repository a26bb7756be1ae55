import type { Catalogue } from './catalogue.ts';

/** Values of enumerations and names of AWS stay in English. */
export const ja: Catalogue = {
  labels: {
    account: 'アカウント',
    action: 'カスタムアクション',
    compliance: 'コンプライアンス',
    compliantResources: '準拠しているリソース',
    control: 'コントロール',
    eventType: 'イベントタイプ',
    expires: '有効期限',
    failure: '失敗の内容',
    failures: '失敗回数',
    gaps: '読み取れなかった件数',
    groupedBy: 'グループ化の属性',
    newFindings: '新しい検出結果',
    nonCompliantResources: '準拠していないリソース',
    outcome: '結果',
    product: '製品',
    reason: '理由',
    region: 'リージョン',
    remediation: '修復',
    reopenedFindings: '再発した検出結果',
    requestedBy: '依頼者',
    resolvedFindings: '解決した検出結果',
    resource: 'リソース',
    resourceType: 'リソースタイプ',
    resources: 'リソース数',
    risk: 'リスク',
    rule: 'ルール',
    runbook: 'ランブック',
    severity: '重大度',
    source: 'ソース',
    startedBy: '開始者',
    status: 'ステータス',
    time: '時刻',
    verification: '検証結果',
    workflow: 'ワークフローステータス',
  },
  open: {
    finding: '検出結果を開く',
    plan: '計画を開く',
    execution: '実行を開く',
    scan: 'スキャンを開く',
  },
  nameless: {
    finding: 'タイトルのない検出結果',
    resource: '対象のリソース',
    action: 'カスタムアクション',
    insight: 'インサイト',
    remediation: '修復',
    rule: 'ルール',
  },
  imported: ({ finding, resource }) => ({
    title: `検出結果の報告: ${finding}`,
    summary: [`${resource} に関する検出結果が作成または更新されました。`],
  }),
  customAction: ({ finding, resource, action }) => ({
    title: `${action}: ${finding}`,
    summary: [`${resource} に関するこの検出結果に対して、カスタムアクション「${action}」が実行されました。`],
  }),
  insightResults: ({ insight, action, count }) => ({
    title: `${action}: ${insight}`,
    summary: [`このインサイトの結果 ${count} 件に対して、カスタムアクション「${action}」が実行されました。`],
  }),
  opened: ({ finding, resource }) => ({
    title: `新しい検出結果: ${finding}`,
    summary: [`${resource} に問題が見つかりました。`],
  }),
  reopened: ({ finding, resource }) => ({
    title: `検出結果の再発: ${finding}`,
    summary: [`${resource} で、一度解決した問題が再発しました。`],
  }),
  resolved: ({ finding, resource }) => ({
    title: `検出結果の解決: ${finding}`,
    summary: [`${resource} の問題は解消されました。`],
  }),
  archived: ({ finding, resource }) => ({
    title: `検出結果のアーカイブ: ${finding}`,
    summary: [`${resource} は存在しなくなったか、評価の対象外になりました。`],
  }),
  planWaits: ({ remediation, resource }) => ({
    title: `承認待ちの計画: ${remediation}`,
    summary: [
      `${resource} に対する計画が、依頼者以外の担当者による承認を待っています。`,
      '計画を開いて変更内容を確認し、その画面で承認または却下してください。',
    ],
  }),
  executionFinished: {
    verified: ({ resource }) => ({
      title: '実行の完了: 検証済み',
      summary: [`${resource} への変更が完了し、検証されました。`],
    }),
    'already-compliant': ({ resource }) => ({
      title: '実行の完了: 変更不要',
      summary: [`${resource} はすでに準拠していたため、何も変更していません。`],
    }),
    'still-non-compliant': ({ resource }) => ({
      title: '実行の完了: まだ準拠していません',
      summary: [`ランブックは終了しましたが、${resource} はまだ準拠していません。`],
    }),
    inconclusive: ({ resource }) => ({
      title: '実行の完了: 検証できませんでした',
      summary: [`ランブックは終了しましたが、${resource} が正しい状態であることを検証できませんでした。`],
    }),
    failed: ({ resource }) => ({
      title: '実行の失敗',
      summary: [`${resource} に対するランブックが失敗しました。`],
    }),
    'refused-stale': ({ resource }) => ({
      title: '実行の中止: 計画が古くなっています',
      summary: [`計画の作成後に ${resource} が変更されたため、何も変更していません。`],
    }),
    'refused-unread': ({ resource }) => ({
      title: '実行の中止: リソースを読み取れませんでした',
      summary: [`変更の直前に ${resource} を読み取れなかったため、何も変更していません。`],
    }),
    cancelled: ({ resource }) => ({
      title: '実行のキャンセル',
      summary: [`${resource} に対する実行がキャンセルされました。`],
    }),
  },
  executionEnded: ({ status }) => ({
    title: `実行の完了: ${status}`,
    summary: [`実行がステータス ${status} で終了しました。`],
  }),
  verificationMade: {
    verified: ({ resource }) => ({
      title: '検証: 検証済み',
      summary: [`${resource} を再度読み取り、正しい状態であることを確認しました。`],
    }),
    'still-non-compliant': ({ resource }) => ({
      title: '検証: まだ準拠していません',
      summary: [`${resource} を再度読み取りましたが、まだ準拠していません。`],
    }),
    inconclusive: ({ resource }) => ({
      title: '検証: 判定できませんでした',
      summary: [`${resource} が正しい状態であることを検証できませんでした。`],
    }),
  },
  circuitBreakerOpened: ({ remediation }) => ({
    title: `サーキットブレーカーの作動: ${remediation}`,
    summary: [
      '修復の失敗が続いたため、自動での開始を停止しました。',
      '原因を確認してから、Trueup でサーキットブレーカーを解除してください。',
    ],
  }),
  scanFinished: ({ opened, resolved }) => ({
    title: `スキャンの完了: 新規 ${opened} 件、解決 ${resolved} 件`,
    summary: ['リソースを読み取り、評価しました。'],
  }),
  scanFailed: () => ({
    title: 'スキャンの失敗',
    summary: ['スキャンは、すべてを読み取る前に終了しました。'],
  }),
  test: () => ({
    title: 'Trueup からのテストメッセージ',
    summary: ['メッセージが届くことを確認するために送信されました。対応は不要です。'],
  }),
  scheduled: ({ rule }) => ({
    title: `スケジュールされたイベント: ${rule}`,
    summary: ['このルールのスケジュールの時刻になりました。'],
  }),
  other: ({ eventType, source }) => ({
    title: `イベント: ${eventType}`,
    summary: [`ソース ${source} のイベントがルールに一致しました。`],
  }),
};
