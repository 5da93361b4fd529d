namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>What came of saving the company.</summary>
public abstract record SaveCompanyResult
{
    private SaveCompanyResult()
    {
    }

    /// <summary>It is stored, tidied as it is here.</summary>
    public sealed record Saved(Company Company) : SaveCompanyResult;

    /// <summary>It breaks <see cref="CompanyRules"/>; nothing was stored.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveCompanyResult;
}
