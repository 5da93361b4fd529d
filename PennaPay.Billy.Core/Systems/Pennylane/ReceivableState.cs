namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>How an invoice of Pennylane's stands.</summary>
public enum ReceivableState
{
    /// <summary>Not issued yet.</summary>
    Draft,

    /// <summary>Issued, nothing paid, and not past its day.</summary>
    Upcoming,

    /// <summary>Nothing paid, and past its day.</summary>
    Late,

    /// <summary>Something paid, something left; it may be past its day, too.</summary>
    PartiallyPaid,

    /// <summary>Nothing left to pay.</summary>
    Paid,

    /// <summary>Partly covered by credit notes, something left.</summary>
    PartlyCancelled,

    /// <summary>Covered by credit notes.</summary>
    Cancelled,

    /// <summary>Hidden by somebody.</summary>
    Archived,

    /// <summary>Imported there, and something about it is missing; what is left to pay is owed all the same.</summary>
    Incomplete,

    CreditNote,

    /// <summary>An estimate, an order or the like, of which nobody owes anything.</summary>
    NotAReceivable,

    /// <summary>A status that is not known here, shown as it came. Nobody is to be reminded because of it.</summary>
    Unknown,
}
