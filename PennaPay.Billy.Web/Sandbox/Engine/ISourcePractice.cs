namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// What the people of a company do in a system that records come from, for somebody who practises: the page to practise on knows none of
/// these systems.
/// </summary>
public interface ISourcePractice
{
    /// <summary>The system's id, as connections name it.</summary>
    string System { get; }

    /// <summary>The latest customers and documents of a company, the newest first; null when none has this token.</summary>
    /// <param name="token">The access token that the company gave.</param>
    /// <param name="most">How many of each at the most.</param>
    SourcePracticeBooks? Read(string token, int most);

    /// <summary>Somebody does something.</summary>
    /// <param name="token">The access token that the company gave.</param>
    /// <param name="act">What.</param>
    /// <param name="id">To which customer or document; null for what is to nothing that is there.</param>
    /// <exception cref="KeyNotFoundException">No company has this token, or nothing this id.</exception>
    /// <exception cref="InvalidOperationException">It cannot be done as things are.</exception>
    void Do(string token, SourceAct act, string? id);
}

/// <summary>A company's customers and documents as its people see them.</summary>
public sealed record SourcePracticeBooks(IReadOnlyList<SourcePracticeCustomer> Customers, IReadOnlyList<SourcePracticeDocument> Documents);

public sealed record SourcePracticeCustomer(string Id, string Name, IReadOnlyList<SourceAct> Acts);

/// <param name="Id">The document's id there.</param>
/// <param name="Number">Null while it has none.</param>
/// <param name="Customer">Whom it is made out to.</param>
/// <param name="Gross">Its total, negative for a credit note.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="State">How it stands.</param>
/// <param name="Acts">What can be done to it now.</param>
public sealed record SourcePracticeDocument(
    string Id, string? Number, string Customer, decimal Gross, string Currency, SourcePracticeState State, IReadOnlyList<SourceAct> Acts);

public enum SourcePracticeState
{
    Draft,
    Open,
    Late,
    PartlyPaid,
    Paid,
    PartlyCredited,
    Credited,
    CreditNote,
    Other,
}

public enum SourceAct
{
    AddCustomer,

    /// <summary>Give a customer another name.</summary>
    Rename,

    /// <summary>Add a contact person to a customer.</summary>
    AddPerson,

    /// <summary>Delete a customer without documents.</summary>
    DeleteCustomer,

    /// <summary>Draft an invoice to a customer.</summary>
    Draft,

    /// <summary>Issue a draft.</summary>
    Issue,

    /// <summary>Half of what is left comes in on the bank account.</summary>
    PayHalf,

    /// <summary>All that is left comes in on the bank account.</summary>
    Pay,

    /// <summary>Find that a payment was another's.</summary>
    Unmatch,

    /// <summary>Issue a credit note that takes all of it back.</summary>
    Credit,
}
