// stream - submit many documents in C++ through whatever befalls the head.
//
//     stream COUNT NAME=VALUE...    the fields with which to open the handle
//
// Prints a line for each that is accepted, with its token, and one for each
// that is done; ends when all are.
#include <baogao.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Close {
    void operator()(baogao *b) const { baogao_close(&b); }
};

using Handle = std::unique_ptr<baogao, Close>;

Handle open(std::vector<std::string> settings)
{
    std::vector<baogao_field> fields;
    baogao_error err;
    baogao *b = nullptr;

    for (std::string &setting : settings) {
        std::size_t equals = setting.find('=');
        setting[equals] = '\0';
        fields.push_back({setting.c_str(), setting.c_str() + equals + 1});
    }
    fields.push_back({nullptr, nullptr});
    if (baogao_open(fields.data(), &b, &err) != BAOGAO_OK)
        throw std::runtime_error(err.text);
    return Handle(b);
}

void take(const Handle &b, const baogao_event &event)
{
    baogao_error err;

    if (event.kind == BAOGAO_ACCEPTED) {
        std::printf("accepted %llu\n", (unsigned long long)event.token);
        std::fflush(stdout);
        if (baogao_watch(b.get(), event.token, event.document_id, &err))
            throw std::runtime_error(err.text);
    } else if (event.kind == BAOGAO_DONE) {
        std::printf("done %llu\n", (unsigned long long)event.token);
    } else {
        throw std::runtime_error(event.reason ? event.reason : "no reason");
    }
}

// Take what has happened, waiting for the first up to timeout_ms; false:
// nothing more will.
bool take_all(const Handle &b, int timeout_ms)
{
    const baogao_event *event;
    baogao_error err;
    baogao_code code;

    while ((code = baogao_next(b.get(), timeout_ms, &event, &err)) == BAOGAO_OK)
        take(b, *event);
    if (code != BAOGAO_TIMEOUT && code != BAOGAO_NOT_FOUND)
        throw std::runtime_error(err.text);
    return code == BAOGAO_TIMEOUT;
}

void stream(unsigned long count, const std::vector<std::string> &settings)
{
    Handle b = open(settings);

    for (unsigned long i = 0; i < count; i++) {
        std::string text = "全年办结案件" + std::to_string(i) + "件。\n";
        baogao_error err;
        if (baogao_submit_async(b.get(), i, text.data(), text.size(), nullptr,
                                &err) != BAOGAO_OK)
            throw std::runtime_error(err.text);
        take_all(b, 0);
    }
    while (take_all(b, 1000))
        ;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    try {
        stream(std::strtoul(argv[1], nullptr, 10), {argv + 2, argv + argc});
    } catch (const std::exception &e) {
        std::fprintf(stderr, "stream: %s\n", e.what());
        return 1;
    }
    return 0;
}
