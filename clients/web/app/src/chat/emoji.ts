/** Emoji and the words by which they are found, in English and Chinese. */
const data = `😀 grin smile happy 笑 开心
😄 smile happy laugh 笑 高兴
😁 grin teeth 嘻嘻
😂 joy tears laugh lol 笑哭
🤣 rofl laugh 笑翻
🙂 slight smile 微笑
😉 wink 眨眼
😊 blush smile 害羞
😇 angel innocent 天使
🥰 love hearts 喜欢 爱
😍 heart eyes love 色 爱
😘 kiss 亲
😋 yum tasty 好吃
😛 tongue 吐舌
😜 crazy wink 调皮
🤪 zany crazy 疯
🤗 hug 抱抱
🤔 think hmm 思考
🤨 eyebrow doubt 怀疑
😐 neutral 无语
😑 expressionless 无语
😏 smirk 得意
😒 unamused 不爽
🙄 eyes roll 白眼
😬 grimace awkward 尴尬
😌 relieved calm 安心
😴 sleep zzz 睡觉
🥱 yawn tired 困
😷 mask sick 口罩
🤒 ill fever 生病
🤯 mind blown 震惊
🥳 party celebrate 庆祝
😎 cool sunglasses 酷
🤓 nerd 书呆子
😕 confused 困惑
😟 worried 担心
🙁 sad frown 难过
😮 wow open mouth 哇
😲 astonished 惊讶
😳 flushed 脸红
🥺 please puppy 可怜
😢 cry sad 哭
😭 sob cry 大哭
😤 huff 生气
😠 angry 生气
😡 rage angry 愤怒
🤬 swear 骂
💀 skull dead 骷髅
💩 poop 便便
🤡 clown 小丑
👻 ghost 鬼
🤖 robot 机器人
😺 cat smile 猫
🙈 monkey see no evil 猴
👍 thumbs up yes good ok 赞 好
👎 thumbs down no bad 踩
👌 ok perfect 好的
✌️ peace victory 胜利
🤞 fingers crossed luck 祈祷
🤝 handshake deal 握手
👏 clap bravo 鼓掌
🙌 hooray hands 万岁
🙏 thanks please pray 谢谢 拜托
💪 strong muscle 加油
👋 wave hello bye 你好 再见
🤙 call me 打电话
👀 eyes look 看
🫡 salute yes 收到
🤷 shrug 不知道
🤦 facepalm 捂脸
❤️ heart love red 心 爱
🧡 heart orange 心
💛 heart yellow 心
💚 heart green 心
💙 heart blue 心
💜 heart purple 心
🖤 heart black 心
💔 broken heart 心碎
💯 hundred perfect 满分
🔥 fire hot 火
✨ sparkles 闪
⭐ star 星
🎉 party tada celebrate 庆祝
🎂 cake birthday 生日
🎁 gift present 礼物
🏆 trophy win 奖杯
🚀 rocket ship launch 火箭
✅ check done yes 完成
❌ cross no wrong 错
❓ question 问
❗ exclamation 注意
⚠️ warning 警告
💡 idea bulb 主意
📌 pin 图钉
📎 clip 附件
📅 calendar date 日历
⏰ alarm clock time 闹钟
⏳ hourglass wait 等待
☕ coffee 咖啡
🍵 tea 茶
🍺 beer 啤酒
🍷 wine 酒
🥂 cheers 干杯
🍎 apple 苹果
🍕 pizza 披萨
🍔 burger 汉堡
🍜 noodles 面
🍚 rice 饭
🥟 dumpling 饺子
🍰 cake 蛋糕
🍯 honey 蜂蜜
🐝 bee honey 蜜蜂
🌻 sunflower flower 向日葵
🌹 rose flower 玫瑰
🌲 tree 树
🌈 rainbow 彩虹
☀️ sun weather 太阳
🌙 moon night 月亮
⛅ cloud weather 云
🌧️ rain weather 雨
❄️ snow cold 雪
🌊 wave sea 海
🐶 dog 狗
🐱 cat 猫
🐼 panda 熊猫
🐟 fish 鱼
🦋 butterfly 蝴蝶
🐢 turtle 乌龟
🏠 home house 家
🏫 school 学校
🏢 office work 办公室
🚗 car 车
🚲 bike 自行车
🚆 train 火车
✈️ plane flight 飞机
⚽ football soccer 足球
🏀 basketball 篮球
🎵 music note 音乐
🎮 game 游戏
📷 camera photo 相机
💻 laptop computer 电脑
📱 phone 手机
💰 money 钱
📦 package box 包裹
🔑 key 钥匙
🔒 lock 锁
❤️‍🔥 heart fire love 火热`;

export interface Emoji {
  readonly emoji: string;
  readonly words: string;
}

export const emojis: readonly Emoji[] = data.split('\n').map((line) => {
  const space = line.indexOf(' ');
  return { emoji: line.slice(0, space), words: line.slice(space + 1) };
});
