using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>One product: written, changed, deleted, and which remote products its lines land on.</summary>
public sealed partial class ProductEditorPage
{
    private int lines;
    private IReadOnlyList<CustomField> ownFields = [];

    [Inject] public required ProductList Products { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required ProductEditor Editor { get; init; }

    protected internal override string ListHref => "/products";

    protected override string? Name => Stored?.Name;

    private string Title => Name ?? (Id is null ? Texts["Editor.New"] : Texts["Editor.Product"]);

    protected override Task<Product?> FindAsync(Guid id) => Products.FindAsync(Workspace, id, Closed);

    protected override ProductForm Fill(Product record) => ProductForm.From(record);

    protected override void Follow(ProductForm draft, Guid id, int version) => (draft.Id, draft.Version) = (id, version);

    protected override async Task ReadAboutAsync(Product? record)
    {
        ownFields = await Fields.OfAsync(Workspace, CustomFieldRecord.Product, Closed);
        lines = record is null ? 0 : await Products.CountLinesAsync(Workspace, record.Id, Closed);
    }

    protected override Task<SaveResult> StoreAsync(Actor actor, ProductForm draft) =>
        Editor.SaveAsync(actor, draft, CancellationToken.None);

    private async Task DeleteAsync()
    {
        if (Stored is not { } product || !await ConfirmAsync("Delete", product.Name))
            return;
        var user = await CurrentUser.GetAsync();
        await Editor.DeleteAsync(user.Actor, product.Id, CancellationToken.None);
        LeaveDeleted(product.Name);
    }
}
