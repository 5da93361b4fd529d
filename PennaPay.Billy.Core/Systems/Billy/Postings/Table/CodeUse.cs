namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>Lines with one account code; null for those without.</summary>
public sealed record CodeUse(string? Code, int Lines, int Waiting);
