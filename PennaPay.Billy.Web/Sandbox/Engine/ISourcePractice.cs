namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>
/// What the people of a company do in a system that has its own connection for each, for somebody who practises: the page to practise on
/// knows none of these systems.
/// </summary>
public interface ISourcePractice
{
    /// <summary>The system's id, as connections name it.</summary>
    string System { get; }

    /// <summary>The latest customers and documents of a company, the newest first; null when none has this token.</summary>
    /// <param name="token">The access token that the company gave.</param>
    /// <param name="account">The company's id there, for a token that opens several.</param>
    /// <param name="most">How many of each at the most.</param>
    SourcePracticeBooks? Read(string token, string account, int most);

    /// <summary>Somebody does something.</summary>
    /// <param name="token">The access token that the company gave.</param>
    /// <param name="account">The company's id there, for a token that opens several.</param>
    /// <param name="act">What.</param>
    /// <param name="id">To which customer or document; null for what is to nothing that is there.</param>
    /// <exception cref="KeyNotFoundException">No company has this token, or nothing this id.</exception>
    /// <exception cref="InvalidOperationException">It cannot be done as things are.</exception>
    void Do(string token, string account, SourceAct act, string? id);
}

/// <summary>A company's customers and documents as its people see them.</summary>
/// <param name="Customers">Those to whom something can be done; empty where that is nobody.</param>
/// <param name="Documents">Its invoices and credit notes, or the orders that have them.</param>
/// <param name="Acts">What can be done to nothing that is there.</param>
public sealed record SourcePracticeBooks(
    IReadOnlyList<SourcePracticeCustomer> Customers, IReadOnlyList<SourcePracticeDocument> Documents, IReadOnlyList<SourceAct> Acts);

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

    /// <summary>The network has not brought it to its receiver yet.</summary>
    OnItsWay,

    /// <summary>The receiver wants none of it.</summary>
    Refused,

    /// <summary>It was paid, and the money went back.</summary>
    Reversed,
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

    /// <summary>Buy something as a private person.</summary>
    Order,

    /// <summary>Buy something as a company.</summary>
    OrderOfCompany,

    /// <summary>Buy several things, with shipping and a discount, whose prices are without VAT.</summary>
    OrderBeforeVat,

    /// <summary>Delete a document.</summary>
    Delete,

    /// <summary>Bring to its receiver what is on its way.</summary>
    Deliver,

    /// <summary>Refuse a document as its receiver.</summary>
    Refuse,

    /// <summary>Let ten minutes pass.</summary>
    PassTime,
}
