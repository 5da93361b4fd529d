namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What all companies share: the time, how things behave, who is on Peppol, ids, and what is to be told to webhooks.</summary>
internal sealed class BillitWorld(BillitClock clock, BillitBehaviour behaviour, PeppolRegistry peppol)
{
    public BillitClock Clock => clock;

    public BillitBehaviour Behaviour => behaviour;

    public PeppolRegistry Peppol => peppol;

    /// <summary>Is held while anything is read or changed.</summary>
    public Lock Gate { get; } = new();

    public WebhookQueue Queue { get; } = new();

    public long LastId { get; set; } = 1_400_000;

    /// <summary>Is called after something was done, when nobody holds the gate any more.</summary>
    public Action? Changed { get; set; }

    /// <summary>One row of ids for everything, so that nothing can be taken for something else.</summary>
    public long NextId() => LastId += 7;
}
