/** The documents that rules enforce, as findings name them: `document article`. */
export const CODING_RULE = '人社鉴发〔2019〕2号';
export const CERTIFICATE_FORM = '人社鉴发〔2021〕1号';
export const EVALUATION_RULES = '人社职司便函〔2020〕17号';
export const EIGHT_LEVELS = '人社部发〔2022〕14号';
export const STANDARD_RULES = '国家职业标准编制技术规程(2023年版)';
export const CATALOGUE_2022 = '中华人民共和国职业分类大典(2022年版)';
export const QUALIFICATIONS_2021 = '国家职业资格目录(2021年版)';
export const GB_RESIDENT_ID = 'GB 11643-1999';
export const GB_REGIONS = 'GB/T 2260-2007';

export const sichuan = (article: string): string => `川 2021-06-16 通知 ${article}`;
export const hunan = (article: string): string => `湘人社函〔2020〕47号 ${article}`;
export const innerMongolia = (article: string): string => `内人社办发〔2024〕53号 ${article}`;
export const panzhihua = (article: string): string => `攀学院〔2024〕63号 ${article}`;
export const fujian = (article: string): string => `闽劳鉴〔2023〕10号 ${article}`;

/** 真实性、合规性、完整性、时效性、安全性: what the institution answers for in all its data. */
export const DATA_DUTY = innerMongolia('第二十九条');
