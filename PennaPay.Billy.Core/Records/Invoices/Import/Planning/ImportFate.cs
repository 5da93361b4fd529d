namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>What becomes of a document.</summary>
public enum ImportFate
{
    /// <summary>It is imported.</summary>
    New,

    /// <summary>It is here already, or comes twice in the files, and is left alone.</summary>
    Known,

    /// <summary>It is left out, because somebody said so or it is proposed.</summary>
    LeftOut,
}
