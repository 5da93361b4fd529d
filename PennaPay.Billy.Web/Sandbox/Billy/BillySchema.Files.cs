using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Files() =>
    [
        new Resource("attachments", "attachment", Verbs.All,
            Organization(), Time("createdTime"), Reference("ownerReference").Immutable(), To("files", "fileId").Required().Immutable(),
            Integer("priority"))
        {
            Filters = ["ownerReference", "fileId"],
            Position = "priority",
            Indexes = ["ownerReference", "fileId"],
            Rules = new AttachmentRules(),
        },
        new Resource("files", "file", Verbs.Read | Verbs.Create,
            Time("createdTime"), Text("fileName").ReadOnly(), Integer("fileSize").ReadOnly(), Text("fileType").ReadOnly(),
            Flag("isImage").ReadOnly(), Flag("isPdf").ReadOnly(), Integer("imageWidth").ReadOnly(), Integer("imageHeight").ReadOnly(),
            Text("downloadUrl").ReadOnly()),
    ];
}
