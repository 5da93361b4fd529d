using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>
/// A system whose customers, invoices and payments come here, and to which nothing of ours is ever written. What it says of them is the
/// truth; it is read in tasks, some at a time, and every step is stored before the next is read.
/// </summary>
public interface ISource
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    string System { get; }

    /// <summary>What its invoices are said to come from.</summary>
    InvoiceOrigin Origin { get; }

    /// <summary>What sort of system it is.</summary>
    SourcedKind Kind { get; }

    /// <summary>Where its companies are: a day of theirs begins and ends there.</summary>
    TimeZoneInfo Zone { get; }

    /// <summary>What is read, in this order: first all that is there, then, again and again, what has changed.</summary>
    IReadOnlyList<SourceTask> Tasks { get; }

    /// <summary>Reads the next part of a task.</summary>
    /// <param name="read">Which, and how far it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">The system did not answer; the same step is read again.</exception>
    Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken);

    /// <summary>Reads one customer with its contact persons, whatever the tasks are about.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="customer">The source's id of the customer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A step that goes on nowhere.</returns>
    /// <exception cref="ApiException">The system did not answer.</exception>
    Task<SourceStep> ReadCustomerAsync(OpenedConnection opened, string customer, CancellationToken cancellationToken);

    /// <summary>Reads one invoice with its customer, whatever the tasks are about.</summary>
    /// <param name="opened">The account.</param>
    /// <param name="invoice">The source's id of the invoice.</param>
    /// <param name="known">What is here of the account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A step that goes on nowhere.</returns>
    /// <exception cref="ApiException">The system did not answer.</exception>
    Task<SourceStep> ReadInvoiceAsync(OpenedConnection opened, string invoice, SourceKnowledge known, CancellationToken cancellationToken);

    /// <summary>A record's page in the system's own application; null where it has none.</summary>
    /// <param name="connection">The account, as it is stored.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">The system's id of it, as it is stored.</param>
    Uri? PageOf(Connection connection, RecordKind kind, string id);
}

/// <summary>One thing that is read of a source.</summary>
/// <param name="Name">What it is stored under; it never changes.</param>
/// <param name="Kind">When it is read.</param>
/// <param name="Every">How often, where that is again and again.</param>
public sealed record SourceTask(string Name, SourceTaskKind Kind, TimeSpan Every = default)
{
    /// <summary>Whether it brings how invoices stand: what is told of them is as old as the oldest of these.</summary>
    public bool TellsStandings { get; init; }
}

public enum SourceTaskKind
{
    /// <summary>When an account is first taken in, or taken in anew; in the order of the source's tasks.</summary>
    First,

    /// <summary>Again and again afterwards, from where it was at the time when the first was begun.</summary>
    Again,

    /// <summary>When customers who were left out are wanted after all: its checkpoint begins as their ids, separated by commas.</summary>
    Included,
}

/// <summary>Where a task stands.</summary>
/// <param name="Opened">The account.</param>
/// <param name="Task">The <see cref="SourceTask.Name"/>.</param>
/// <param name="Checkpoint">What the step before said, to go on from; null at the beginning.</param>
/// <param name="Watermark">What the task said when it was last done; null where it never was.</param>
/// <param name="Begun">When this round of the task was begun.</param>
/// <param name="Known">What is here of the account.</param>
public sealed record SourceRead(OpenedConnection Opened, string Task, string? Checkpoint, string? Watermark, DateTimeOffset Begun, SourceKnowledge Known);
