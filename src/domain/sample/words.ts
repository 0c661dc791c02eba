/** Words out of which people and institutions are invented. None of the place words names a real place. */
const words = (text: string): readonly string[] => text.split(' ');

export const PLACE_WORDS = words(
  '云岫 澜汀 霁川 岚屿 瑶溯 璟陵 沅霏 翎峪 汐原 棠垣 栖澍 黎渡 墨浔 青蘅 朔峤 昀泽 绛溪 疏桐 鹤汀 砚洲',
);

export const SURNAMES = words(
  '王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 胡 朱 郭 何 罗 高 林 ' +
    '郑 梁 谢 唐 许 冯 宋 韩 邓 彭 曹 曾 田 萧 潘 袁 蔡 蒋 余 于 ' +
    '杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 ' +
    '欧阳 上官 诸葛 司马',
);

export const GIVEN_CHARACTERS = words(
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀 霞 平 ' +
    '刚 桂 英 华 玉 兰 建 国 志 文 博 宇 欣 怡 梓 涵 浩 然 子 轩 ' +
    '思 雨 佳 琪 俊 熙 晨 曦 嘉 诚 天 佑 清 远 若 彤 宁 安 泽 凯',
);

/** Names of peoples whose names carry the middle dot. */
export const DOTTED_NAMES = words('阿呷·尔哈 吉克·木乃 曲比·阿依 沙马·日哈 泽仁·卓玛 扎西·多吉');

export const LATIN_FIRST_NAMES = words('ADA BORIS CLARA DENIS ELISA FELIX GRETA HUGO IRMA JONAS');
export const LATIN_LAST_NAMES = words('ALDERMOOR BRENNWALD CASTERLEY DORNFELD EASTMERE FALKENRIED GRAUBERG');
