import type { session as english } from '../en/session.ts';

export const session: Readonly<Record<keyof typeof english, string>> = {
  'session.logIn': 'ログイン',
  'session.logOut': 'ログアウト',
  'session.logInWithOidc': '組織のアカウントでログイン',
  'session.oidcFailed': '組織からログインが確認されなかったか、時間がかかりすぎました。もう一度ログインしてください。',
  'session.oidcFailed.forbidden':
    '組織のアカウントは確認できましたが、Trueup に登録されていません。Trueup の管理者に登録を依頼してください。',
  'session.oidcFailed.unavailable': 'ID プロバイダーが応答しません。しばらくしてからもう一度お試しください。',
  'session.name': '名前',
  'session.password': 'パスワード',
  'session.nameRule': '英数字と _+=,.@- の 1〜64 文字',
  'session.passwordRule': '12 文字以上',
  'session.first.title': '最初の管理者を作成',
  'session.first.text': 'まだユーザーがいません。',
  'session.first.secret': 'シークレット',
  'session.first.secretHint': 'サーバーの起動時に表示されたものです。一度だけ使えます。',
  'session.first.submit': '管理者を作成してログイン',
  'session.lost.title': 'セッションが終了しました',
  'session.lost.text': '続けるには {name} としてもう一度ログインしてください。このページの内容は失われません。',
  'session.lost.oidc': '別のタブで開きます。ログインしたら、このタブに戻ってください。',
  'session.someoneElse': '別のユーザーでログイン',
};
