using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>Whose token it is, and what it may do.</summary>
public sealed record PennylaneMe
{
    /// <summary>Who allowed the connection; null for a token that belongs to no person.</summary>
    public PennylaneUser? User { get; init; }

    public required PennylaneCompany Company { get; init; }

    /// <summary>Such as <c>customers:readonly</c> or <c>customers:all</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> Scopes { get; init => field = AnswerList.Of(value); } = [];

    /// <summary>Whether the token may read a resource; whoever may write it may read it too.</summary>
    public bool MayRead(string resource) => Scopes.Contains($"{resource}:readonly") || Scopes.Contains($"{resource}:all");
}

public sealed record PennylaneUser
{
    public long? Id { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Email { get; init; }

    /// <summary><c>fr</c>, <c>en</c> or <c>de</c>.</summary>
    public string? Locale { get; init; }
}

public sealed record PennylaneCompany
{
    /// <summary>Smaller than the ids of records; it tells whether the same company was connected again.</summary>
    public required long Id { get; init; }
    public string? Name { get; init; }

    /// <summary>The SIREN, or what is registered abroad.</summary>
    public string? RegNo { get; init; }

    /// <summary>By which chart of accounts it keeps its books, such as <c>FR_PCG</c>.</summary>
    public string? AccountingLogic { get; init; }
}
