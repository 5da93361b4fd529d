namespace PennaPay.Billy.Core.Systems.Billit.Terms;

/// <summary>What came of choosing terms.</summary>
public abstract record SaveTermsResult
{
    private SaveTermsResult()
    {
    }

    /// <summary>Pushes from now on follow them.</summary>
    public sealed record Saved : SaveTermsResult;

    /// <summary>Something of them cannot be; nothing was stored.</summary>
    /// <param name="Problems">By the terms' properties, rows of VAT as <c>Vat[0]</c>; by <c>Shop</c> and <c>Company</c> what is about these.</param>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveTermsResult;

    /// <summary>Billit did not say who its customers are.</summary>
    public sealed record Failed(Failure Failure) : SaveTermsResult;

    /// <summary>One of the two accounts is not there, or not connected.</summary>
    public sealed record NotConnected : SaveTermsResult;
}

/// <summary>Why terms cannot be chosen; see <see cref="FieldProblem.Code"/>.</summary>
public static class TermsProblems
{
    /// <summary>There is no such choice.</summary>
    public const string Unknown = "unknown_choice";

    /// <summary>No customer has the default debtor's number.</summary>
    public const string DebtorMissing = FailureCodes.DebtorMissing;

    /// <summary>Several customers have the default debtor's number.</summary>
    public const string DebtorTwice = "debtor_twice";

    /// <summary>Nobody has said that the other side sends nothing by itself.</summary>
    public const string AutomaticSending = "automatic_sending";

    /// <summary>The shop's invoices go to another company.</summary>
    public const string OtherCompany = "other_company";

    /// <summary>Not everything that the shop had has been read once.</summary>
    public const string NotWhole = "not_whole";
    public const string CodeTwice = "code_twice";
    public const string TooMany = "too_many";

    /// <summary>The rate does not go with the code, or is none.</summary>
    public const string RateInvalid = "rate_invalid";

    /// <summary>0 percent needs a reason.</summary>
    public const string ReasonMissing = "reason_missing";
    public const string AccountInvalid = "account_invalid";
}
