import type { Catalogue } from './catalogue.ts';

/** Values of enumerations and names of AWS stay in English. */
export const ja: Catalogue = {
  labels: {
    account: 'アカウント',
    action: 'カスタムアクション',
    approvedBy: '許可した人',
    approver: '承認者',
    circuitBreaker: 'サーキットブレーカー',
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
    openUntil: '作動の終了時刻',
    organizationalUnit: '組織単位',
    outcome: '結果',
    owner: '責任者',
    product: '製品',
    reason: '理由',
    region: 'リージョン',
    remediation: '修復',
    reopenedFindings: '再発した検出結果',
    requestedBy: '依頼者',
    resolvedFindings: '解決した検出結果',
    resource: 'リソース',
    resources: 'リソース数',
    resourceType: 'リソースタイプ',
    risk: 'リスク',
    rule: 'ルール',
    runbook: 'ランブック',
    severity: '重大度',
    source: 'ソース',
    startedBy: '開始者',
    status: 'ステータス',
    tags: 'タグ',
    time: '時刻',
    turnedOffBy: '解除した人',
    turnedOnBy: '有効にした人',
    verification: '検証結果',
    workflow: 'ワークフローステータス',
  },
  open: {
    finding: '検出結果を開く',
    plan: '計画を開く',
    execution: '実行を開く',
    exception: '例外を開く',
    killSwitch: 'キルスイッチを開く',
  },
  nameless: {
    finding: 'タイトルのない検出結果',
    resource: '対象のリソース',
    action: 'カスタムアクション',
    insight: 'インサイト',
    remediation: '修復',
    rule: 'ルール',
    exception: '例外',
    person: '担当者',
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
  glassBroken: ({ remediation, resource, person }) => ({
    title: `緊急実行の許可: ${remediation}`,
    summary: [`${person} が、第二の承認者なしで、${resource} に対する計画をポリシーのガードを越えて許可しました。`],
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
  circuitBreakerOpened: ({ breaker }) => ({
    title: `サーキットブレーカーの作動: ${breaker}`,
    summary: [
      '修復の失敗が続いたため、自動での開始を停止しました。',
      '原因を確認してください。停止期間の後に修復を 1 件試し、検証されるとサーキットブレーカーは復帰します。',
    ],
  }),
  killSwitch: {
    on: ({ scope, person }) => ({
      title: `キルスイッチの有効化: ${scope}`,
      summary: [
        `${person} がキルスイッチを有効にしました。対象では何も開始されず、実行中のものは次のステップで終了します。`,
      ],
    }),
    off: ({ scope, person }) => ({
      title: `キルスイッチの解除: ${scope}`,
      summary: [`${person} がキルスイッチを解除しました。対象では、ポリシーに従って修復が再び開始されます。`],
    }),
  },
  killSwitchScope: {
    all: () => 'すべて',
    account: ({ id }) => `アカウント ${id}`,
    control: ({ id }) => `コントロール ${id}`,
  },
  exception: {
    placed: ({ exception }) => ({
      title: `例外の登録: ${exception}`,
      summary: ['期限まで、対象は非準拠のままにすることが認められ、修復されません。'],
    }),
    changed: ({ exception }) => ({
      title: `例外の変更: ${exception}`,
      summary: ['期限まで、対象は非準拠のままにすることが認められ、修復されません。'],
    }),
    removed: ({ exception }) => ({
      title: `例外の削除: ${exception}`,
      summary: ['対象は、再びポリシーに従って評価され、修復されます。'],
    }),
    reminded: ({ exception }) => ({
      title: `例外の期限が近づいています: ${exception}`,
      summary: ['期限までに原因を取り除くか、期限を延ばす承認を得てください。'],
    }),
    expired: ({ exception }) => ({
      title: `例外の期限切れ: ${exception}`,
      summary: ['対象は、再びポリシーに従って評価され、修復されます。'],
    }),
  },
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
