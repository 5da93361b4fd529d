namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>Who numbers an organisation's invoices.</summary>
public enum NumberingMode
{
    /// <summary>Billy has not said.</summary>
    Unknown,

    /// <summary>Billy gives the next number of its series when a draft is approved.</summary>
    Sequential,

    /// <summary>Every invoice must bring its own number.</summary>
    Manual,
}
