namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// What the people who work in a system do there, for somebody who practises: each sandbox offers it in one way, so that the page to
/// practise on knows none of them.
/// </summary>
public interface IPractice
{
    /// <summary>The system's id, as connections name it.</summary>
    string System { get; }

    /// <summary>A document of the account; null when it has none of that id any more.</summary>
    /// <param name="token">The account's access token.</param>
    /// <param name="id">The document's id there.</param>
    /// <exception cref="KeyNotFoundException">No account has this token.</exception>
    PracticeDocument? Find(string token, string id);

    /// <summary>Somebody does something to a document.</summary>
    /// <exception cref="KeyNotFoundException">No account has this token, or no document this id.</exception>
    /// <exception cref="InvalidOperationException">It cannot be done to the document as it is now.</exception>
    void Do(string token, string id, PracticeAct act);

    /// <summary>Whether the system answers every request of the account with an error.</summary>
    bool IsAway(string token);

    /// <summary>Has it not answer the account, or answer again.</summary>
    void SetAway(string token, bool isAway);
}

/// <summary>A document as the people there see it.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Number">The number that it has there; null while it has none.</param>
/// <param name="Acts">What can be done to it now.</param>
public sealed record PracticeDocument(PracticeState State, string? Number, IReadOnlyList<PracticeAct> Acts);

public enum PracticeState
{
    Draft,
    Booked,
    PartlyPaid,
    Paid,
    Voided,
}

public enum PracticeAct
{
    /// <summary>Book the draft.</summary>
    Approve,

    /// <summary>Write something else on the draft.</summary>
    Change,

    /// <summary>Delete the draft.</summary>
    Delete,

    /// <summary>Enter a payment of half of it.</summary>
    PayHalf,

    /// <summary>Enter a payment of all that is left.</summary>
    Pay,

    /// <summary>Book a credit note that takes all of it back.</summary>
    Credit,

    Void,
}
