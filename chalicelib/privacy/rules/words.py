"""The words of the page in a client's copy: headings by the name of their part."""

PAGE: dict[str, dict[str, str]] = {
    "en": {
        "title": "Your data",
        "about": "Everything that we keep of client",
        "left_out": "These files are not in the archive. Ask us for them:",
        "nothing": "Nothing",
    },
    "zh": {
        "title": "您的数据",
        "about": "我们保存的全部数据,客户编号",
        "left_out": "以下文件未包含在压缩包中,请向我们索取:",
        "nothing": "无",
    },
    "ar": {
        "title": "بياناتك",
        "about": "كل ما نحتفظ به عن العميل",
        "left_out": "هذه الملفات ليست في الأرشيف. اطلبها منا:",
        "nothing": "لا شيء",
    },
}

_WORDS: dict[str, tuple[str, str, str]] = {
    "login": ("Login", "登录账户", "بيانات الدخول"),
    "sessions": ("Devices signed in", "已登录设备", "الأجهزة المتصلة"),
    "sign_ins": ("Sign-ins", "登录记录", "عمليات الدخول"),
    "second_factor": ("Second factor", "两步验证", "التحقق الثنائي"),
    "last_security_change": ("Last security change", "最近的安全变更", "آخر تغيير أمني"),
    "changes_of_address": ("Changes of address", "邮箱变更", "تغييرات العنوان"),
    "registration": ("Registration", "注册信息", "التسجيل"),
    "registration_answers": ("Answers at registration", "注册时的回答", "إجابات التسجيل"),
    "upgrade_requests": ("Upgrades to IB", "升级为介绍经纪人", "الترقية إلى وسيط معرّف"),
    "consents": ("Agreements accepted", "已接受的协议", "الاتفاقيات المقبولة"),
    "verification": ("Verification", "身份验证", "التحقق من الهوية"),
    "verification_records": ("What you handed in", "您提交的资料", "ما قدّمته"),
    "documents": ("Documents", "文件", "المستندات"),
    "trading_accounts": ("Trading accounts", "交易账户", "حسابات التداول"),
    "deals": ("Deals", "成交记录", "الصفقات"),
    "wallets": ("Wallets", "钱包", "المحافظ"),
    "transactions": ("Transactions", "资金流水", "المعاملات"),
    "deposits": ("Deposits", "入金", "الإيداعات"),
    "withdrawals": ("Withdrawals", "出金", "السحوبات"),
    "transfers": ("Transfers", "转账", "التحويلات"),
    "withdrawal_details": ("Withdrawal details", "收款信息", "بيانات السحب"),
    "requests": ("Requests", "申请", "الطلبات"),
    "notifications": ("Notifications", "通知", "الإشعارات"),
    "mails": ("E-mails to you", "发送给您的邮件", "الرسائل المرسلة إليك"),
    "returned_mail": ("E-mails that came back", "被退回的邮件", "الرسائل التي عادت"),
    "data_copies": ("Copies of your data", "数据副本", "نسخ بياناتك"),
    "activity": ("What you did", "您的操作记录", "ما قمت به"),
}

HEADINGS: dict[str, dict[str, str]] = {
    language: {name: words[number] for name, words in _WORDS.items()}
    for number, language in enumerate(("en", "zh", "ar"))
}
