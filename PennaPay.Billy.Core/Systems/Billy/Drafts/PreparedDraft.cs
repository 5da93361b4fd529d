using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>A draft that is ready to be sent to Billy.</summary>
internal sealed record PreparedDraft(NewDraftInvoice Draft, string Described, string Hash, ExpectedDocument Expected)
    : Prepared.Ready(Described, Hash, Expected);
