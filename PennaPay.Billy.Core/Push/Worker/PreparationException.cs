namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>An invoice cannot become a draft as things are; nothing was sent.</summary>
internal sealed class PreparationException(Failure failure) : Exception(failure.Detail ?? failure.Code)
{
    public Failure Failure { get; } = failure;
}
