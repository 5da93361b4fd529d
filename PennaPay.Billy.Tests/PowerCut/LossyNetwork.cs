namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>The way to other systems, which the power takes with it: before a request leaves, or before its answer is read.</summary>
internal sealed class LossyNetwork(LossyDisk disk) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ThrowIfOff(Moment.Request);
        var answer = await base.SendAsync(request, cancellationToken);
        ThrowIfOff(Moment.Answer);
        return answer;
    }

    private void ThrowIfOff(Moment moment)
    {
        if (!disk.Reaches(moment))
            throw new HttpRequestException("The power is gone.");
    }
}
