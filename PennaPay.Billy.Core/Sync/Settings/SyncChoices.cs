using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Settings;

/// <summary>What the owner chose about keeping records alike with one system. It outlives any account that is connected.</summary>
public sealed record SyncChoices
{
    /// <summary>The shortest and the longest time between two runs by the clock.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15), Longest = TimeSpan.FromDays(1);

    /// <summary>Danish books and their vouchers are kept for five years (bogføringsloven § 12).</summary>
    public const int LeastInvoiceYears = 5;

    /// <summary>Whether runs begin by themselves.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>How far apart runs by the clock are.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(3);

    /// <summary>How long runs and what they changed are kept, in months.</summary>
    public int KeepMonths { get; init; } = 6;

    /// <summary>How long what was done with invoices is kept, in years: as long as vouchers must be, or longer.</summary>
    public int KeepInvoiceYears { get; init; } = LeastInvoiceYears;

    /// <summary>
    /// Which of ours gets an invoice whose contact there is both an organisation and a contact here:
    /// <see cref="SyncModule.Organizations"/> or <see cref="SyncModule.Contacts"/>.
    /// </summary>
    public SyncModule InvoicesGoTo { get; init; } = SyncModule.Organizations;

    /// <summary>What holds for each module; one that is not there is as it was delivered.</summary>
    public IReadOnlyDictionary<SyncModule, ModuleChoices> Modules { get; init; } = new Dictionary<SyncModule, ModuleChoices>();

    /// <summary>Whether invoices go to the account by themselves, which nobody but the owner says, with the password typed a moment ago.</summary>
    public bool PushesByItself => IsAutomatic && Of(SyncModule.Invoices) is { IsOn: true, CreatesThere: true, Direction: not SyncDirection.ToHere };

    public ModuleChoices Of(SyncModule module) => Modules.GetValueOrDefault(module) ?? ModuleChoices.Delivered;

    public SyncChoices With(SyncModule module, ModuleChoices choices) =>
        this with { Modules = new Dictionary<SyncModule, ModuleChoices>(Modules) { [module] = choices } };
}

/// <summary>What the owner chose for one module.</summary>
public sealed record ModuleChoices
{
    /// <summary>As long as nobody chose: off.</summary>
    public static ModuleChoices Delivered { get; } = new();

    public bool IsOn { get; init; }

    public SyncDirection Direction { get; init; }

    /// <summary>Whose value holds where both sides changed one; asked only where values go both ways.</summary>
    public SyncPriority Priority { get; init; }

    /// <summary>Whether what is missing there is created there.</summary>
    public bool CreatesThere { get; init; } = true;

    /// <summary>Whether what is missing here is created here.</summary>
    public bool CreatesHere { get; init; } = true;

    /// <summary>The owner's own mapping; null for the delivered one.</summary>
    public FieldMap? Map { get; init; }

    /// <summary>Whether something may be written now that could not be written with what was chosen before.</summary>
    public bool MayDoMoreThan(ModuleChoices before) =>
        IsOn && (!before.IsOn
            || Writes(SyncDirection.ToThere) && !before.Writes(SyncDirection.ToThere)
            || Writes(SyncDirection.ToHere) && !before.Writes(SyncDirection.ToHere)
            || Writes(SyncDirection.ToThere) && CreatesThere && !before.CreatesThere
            || Writes(SyncDirection.ToHere) && CreatesHere && !before.CreatesHere);

    private bool Writes(SyncDirection direction) => Direction == SyncDirection.Both || Direction == direction;
}
