"""The form that a new installation begins with; the broker changes it as they like."""

from chalicelib.core.forms import Choice, FieldCheck, FieldGroup, FieldType, FormField

IDENTITY_GROUPS = (
    FieldGroup("person", {"en": "About you", "zh": "个人资料", "ar": "معلوماتك الشخصية"}),
    FieldGroup("home", {"en": "Where you live", "zh": "居住地址", "ar": "مكان إقامتك"}),
    FieldGroup(
        "document",
        {"en": "Your identity document", "zh": "身份证件", "ar": "وثيقة هويتك"},
        {
            "en": "All four corners visible, nothing covered, readable without effort.",
            "zh": "证件四角完整、无遮挡、文字清晰可读。",
            "ar": "يجب أن تظهر الزوايا الأربع كاملة دون تغطية وأن يكون النص واضحًا.",
        },
    ),
)

IDENTITY_FIELDS = (
    FormField(
        "full_name",
        {"en": "Full name as in your document", "zh": "证件上的姓名", "ar": "الاسم كما في الوثيقة"},
        check=FieldCheck.LETTERS,
        group="person",
        max_length=120,
    ),
    FormField(
        "born_on",
        {"en": "Date of birth", "zh": "出生日期", "ar": "تاريخ الميلاد"},
        FieldType.DATE,
        group="person",
        earliest="1900-01-01",
        latest="today-18y",
    ),
    FormField(
        "country",
        {"en": "Country", "zh": "国家或地区", "ar": "البلد"},
        FieldType.COUNTRY,
        group="home",
    ),
    FormField("city", {"en": "City", "zh": "城市", "ar": "المدينة"}, group="home", max_length=100),
    FormField(
        "address",
        {"en": "Street and number", "zh": "街道和门牌号", "ar": "الشارع والرقم"},
        group="home",
        max_length=200,
    ),
    FormField(
        "document_type",
        {"en": "Kind of document", "zh": "证件类型", "ar": "نوع الوثيقة"},
        FieldType.CHOICE,
        group="document",
        choices=(
            Choice("passport", {"en": "Passport", "zh": "护照", "ar": "جواز سفر"}),
            Choice("identity_card", {"en": "Identity card", "zh": "身份证", "ar": "بطاقة هوية"}),
            Choice("driving_licence", {"en": "Driving licence", "zh": "驾照", "ar": "رخصة قيادة"}),
        ),
    ),
    FormField(
        "document_number",
        {"en": "Document number", "zh": "证件号码", "ar": "رقم الوثيقة"},
        group="document",
        sensitive=True,
        min_length=4,
        max_length=40,
    ),
    FormField(
        "document_expires_on",
        {"en": "Valid until", "zh": "有效期至", "ar": "صالحة حتى"},
        FieldType.DATE,
        group="document",
        earliest="today+1d",
        latest="today+50y",
    ),
    FormField(
        "document_front",
        {"en": "Picture of the front", "zh": "证件正面照片", "ar": "صورة الوجه الأمامي"},
        FieldType.FILE,
        group="document",
    ),
    FormField(
        "document_back",
        {"en": "Picture of the back", "zh": "证件背面照片", "ar": "صورة الوجه الخلفي"},
        FieldType.FILE,
        required=False,
        group="document",
    ),
)
