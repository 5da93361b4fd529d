namespace PennaPay.Billy.Core.Push.Upgrade;

/// <summary>What an earlier version left open, counted over all workspaces. Nothing of it is lost.</summary>
/// <param name="UnnamedPushes">Pushes that did not say which account they went to.</param>
/// <param name="NamelessAccounts">Accounts that were connected earlier and are known by their id alone.</param>
/// <param name="SharedContacts">Customers whose contact was another customer's already.</param>
/// <param name="StrandedPushes">Pushes that wait for an account which is not connected any more.</param>
internal sealed record UpgradeDoubts(int UnnamedPushes, int NamelessAccounts, int SharedContacts, int StrandedPushes)
{
    /// <summary>Nothing was left open.</summary>
    public static UpgradeDoubts None { get; } = new(0, 0, 0, 0);
}
