using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>The hooks of a save, which in Billy is always a <see cref="BillySave"/>.</summary>
internal abstract class BillyRules : ResourceRules
{
    public sealed override void Complete(SaveOperation save, Staged staged) => Complete((BillySave)save, staged);

    public sealed override void Check(SaveOperation save, Staged staged) => Check((BillySave)save, staged);

    public sealed override void Saved(SaveOperation save, Staged staged) => Saved((BillySave)save, staged);

    public sealed override string? WhyNotDelete(SaveOperation save, SandboxRecord record) => WhyNotDelete((BillySave)save, record);

    public sealed override void Deleted(SaveOperation save, SandboxRecord record) => Deleted((BillySave)save, record);

    protected virtual void Complete(BillySave save, Staged staged)
    {
    }

    protected virtual void Check(BillySave save, Staged staged)
    {
    }

    protected virtual void Saved(BillySave save, Staged staged)
    {
    }

    protected virtual string? WhyNotDelete(BillySave save, SandboxRecord record) => null;

    protected virtual void Deleted(BillySave save, SandboxRecord record)
    {
    }
}
