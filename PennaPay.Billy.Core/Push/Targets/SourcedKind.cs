namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What sort of system invoices come from that only gives: it decides where they may go on to.</summary>
public enum SourcedKind
{
    /// <summary>Books of a company, which other books may take over.</summary>
    Books,

    /// <summary>A shop, whose orders become invoices where the company keeps its own.</summary>
    Shop,
}
