using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// Every resource that Billy documents: its properties, what may be done with it, and by what it is filtered. What a resource
/// does beyond its table are its <see cref="Resource.Rules"/>.
/// </summary>
internal static partial class BillySchema
{
    private const Verbs NoDelete = Verbs.Read | Verbs.Create | Verbs.Update;

    public static SandboxSchema Schema { get; } = new(
        [.. Organisation(), .. Sales(), .. Purchases(), .. Files(), .. Books(), .. Daybooks(), .. Banking(), .. Vat(), .. Shared()]);

    private static string[] TermsModes => ["net", "netEndOfMonth", "date"];

    private static string[] DeliveryModes => ["link", "attachment", "linkAndAttachment"];

    private static string[] DocumentStates => ["draft", "approved", "voided"];

    private static Field Organization() => To("organizations", "organizationId").Immutable();

    private static Field Side() => Choice("side", "debit", "credit");
}
