#pragma once

// The calls of libcurl that Swift can't make: those with variable arguments, and the list of header lines in one
// allocation. Everything else is called from Swift directly. The three headers of Linux are not in Swift's Glibc module.

#include <curl/curl.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// curl_easy_setopt with a number of type long.
CURLcode clibcurl_set_long(CURL *_Nonnull easy, CURLoption option, long value);
/// curl_easy_setopt with a number of type curl_off_t.
CURLcode clibcurl_set_offset(CURL *_Nonnull easy, CURLoption option, curl_off_t value);
/// curl_easy_setopt with a text, which libcurl copies; NULL resets the option.
CURLcode clibcurl_set_string(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value);
/// curl_easy_setopt with a pointer, which must stay valid.
CURLcode clibcurl_set_pointer(CURL *_Nonnull easy, CURLoption option, void *_Nullable value);
/// Sets the four callbacks of a transfer.
CURLcode clibcurl_set_callbacks(
    CURL *_Nonnull easy, curl_write_callback _Nonnull header, curl_write_callback _Nonnull body,
    curl_read_callback _Nonnull upload, curl_prereq_callback _Nonnull before_request);
/// curl_multi_setopt with a number of type long.
CURLMcode clibcurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value);
/// The pointer kept under CURLOPT_PRIVATE.
void *_Nullable clibcurl_private(CURL *_Nonnull easy);
/// The result in a message of kind CURLMSG_DONE; Swift doesn't import the union that holds it portably.
CURLcode clibcurl_result(const CURLMsg *_Nonnull message);

/// A list of header lines in one allocation, to be given to CURLOPT_HTTPHEADER and freed with free() after the transfer.
/// `lines` holds `count` texts, each ended by a NUL; `size` is the size of all. NULL when memory is short.
struct curl_slist *_Nullable clibcurl_header_list(const char *_Nonnull lines, size_t size, size_t count);

/// Sets the multi handle's callbacks for sockets and for its timer, both with the same pointer.
CURLMcode clibcurl_multi_set_callbacks(
    CURLM *_Nonnull multi, curl_socket_callback _Nonnull socket, curl_multi_timer_callback _Nonnull timer,
    void *_Nullable pointer);
/// Sets what closes the sockets of a transfer's connections.
CURLcode clibcurl_set_close_callback(
    CURL *_Nonnull easy, curl_closesocket_callback _Nonnull close_socket, void *_Nullable pointer);
